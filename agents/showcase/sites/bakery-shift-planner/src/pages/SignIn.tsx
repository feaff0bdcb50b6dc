import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button, Form, Input } from 'antd';
import BakeryWindow from '../components/BakeryWindow';
import { accountOf } from '../data/bakery';
import { useBakery } from '../hooks/useBakery';

export default function SignIn() {
  const { account, enter } = useBakery();
  const navigate = useNavigate();
  const [refused, setRefused] = useState(false);

  const submit = ({ name = '', password = '' }: { name?: string; password?: string }) => {
    const found = accountOf(name, password);
    setRefused(!found);
    if (!found) return;
    enter(found);
    navigate('/week-plan');
  };
  return (
    <div className="grid overflow-hidden rounded-2xl border-2 border-[maroon] md:grid-cols-2">
      <BakeryWindow className="h-56 w-full md:h-full md:min-h-[30rem]" />
      <div className="flex flex-col justify-center p-6 sm:p-10">
        {account ? (
          <>
            <h1>Good morning, {account}</h1>
            <p className="soft mt-3 text-lg">
              {account === 'boss' ? 'The plan is yours to change.' : 'You may look at everything and ask for a day off.'}
            </p>
            <Link to="/week-plan" className="mt-7 self-start rounded-lg bg-[maroon] px-6 py-3 font-semibold text-[papayawhip] hover:bg-[#9d1c1c]">
              See who bakes this week
            </Link>
          </>
        ) : (
          <>
            <h1>Sign In</h1>
            <p className="soft mt-3">It is three in the morning somewhere. Who is at the door?</p>
            <Form layout="vertical" size="large" requiredMark={false} onFinish={submit} className="!mt-7">
              <Form.Item name="name" label="Name">
                <Input autoComplete="username" autoCapitalize="none" />
              </Form.Item>
              <Form.Item name="password" label="Password" className="!mb-2">
                <Input.Password autoComplete="current-password" />
              </Form.Item>
              <p role="alert" className="refused mb-3 min-h-6">
                {refused && 'That did not match'}
              </p>
              <Button type="primary" htmlType="submit" block>
                Sign in
              </Button>
            </Form>
          </>
        )}
      </div>
    </div>
  );
}
