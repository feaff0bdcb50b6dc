import { useState } from 'react';
import { Button, Select } from 'antd';
import { Moon, Store, Sunrise } from 'lucide-react';
import Closed from '../components/Closed';
import { days, shifts } from '../data/bakery';
import { useBakery } from '../hooks/useBakery';

const marks = { Night: Moon, Morning: Sunrise, Shop: Store };
const row = 'grid gap-x-5 gap-y-3 md:grid-cols-[8.5rem_repeat(3,minmax(0,1fr))]';

const closed = {
  title: 'Week Plan',
  text: 'Seven days and three shifts, from the first dough at three to the last roll at six.',
  points: [
    'Night, from three: the boss assigns who kneads',
    'Morning, from seven: who shapes and glazes',
    'Shop, from noon: who sells the last roll',
  ],
};

export default function WeekPlan() {
  const { account, staff, plan, assign } = useBakery();
  const [refused, setRefused] = useState('');
  if (!account) return <Closed {...closed} />;
  const boss = account === 'boss';
  const name = (id: number | undefined) => staff.find((person) => person.id === id)?.name;

  const choose = (day: string, shift: string, person: number) => {
    const cell = `${day} ${shift}`;
    const busy = shifts.some((other) => other.name !== shift && plan[`${day} ${other.name}`] === person);
    setRefused(busy ? cell : '');
    if (!busy) assign(cell, person);
  };
  const filled = Object.keys(plan).length;

  return (
    <>
      <h1>Week Plan</h1>
      <p className="soft mt-2" role="status">
        {filled} of 21 shifts have somebody. {boss ? 'Choose a name in a cell, or clear it.' : 'Only the boss can change the plan.'}
      </p>
      <div role="table" aria-label="Week plan" className="mt-6">
        <div role="rowgroup">
          <div role="row" className={`${row} rounded-xl bg-[maroon] px-4 py-3 sm:px-5 text-[papayawhip] max-md:grid-cols-3 max-md:gap-x-3`}>
            <span role="columnheader" className="font-semibold max-md:sr-only">
              Day
            </span>
            {shifts.map(({ name: shift, from, to }) => {
              const Mark = marks[shift];
              return (
                <span key={shift} role="columnheader" className="flex flex-wrap items-center gap-x-2 font-semibold">
                  <span className="flex items-center gap-1.5 sm:gap-2">
                    <Mark className="h-4 w-4 shrink-0 text-[#f2b457]" aria-hidden="true" /> {shift}
                  </span>
                  <span className="text-xs font-normal">
                    {from} to {to}
                  </span>
                </span>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className="mt-2 space-y-2">
          {days.map((day) => (
            <div key={day} role="row" className={`${row} dough px-5 py-3 md:min-h-[4.25rem] md:items-start`}>
              <span role="rowheader" className="title text-lg md:py-1.5">
                {day}
              </span>
              {shifts.map(({ name: shift }) => {
                const cell = `${day} ${shift}`;
                const Mark = marks[shift];
                return (
                  <div key={shift} role="cell" className="min-w-0">
                    <div className="flex items-center gap-2">
                      <Mark className="h-4 w-4 shrink-0 text-[maroon] md:hidden" aria-hidden="true" />
                      {boss ? (
                        <Select
                          aria-label={cell}
                          className="min-w-0 flex-1"
                          placeholder="Nobody"
                          value={plan[cell] ?? null}
                          options={staff.map((person) => ({ value: person.id, label: person.name }))}
                          onChange={(person: number) => choose(day, shift, person)}
                        />
                      ) : (
                        <span className={`md:py-1.5 ${plan[cell] ? 'font-semibold' : 'soft italic'}`}>{name(plan[cell]) ?? 'Nobody'}</span>
                      )}
                      {boss && plan[cell] !== undefined && (
                        <Button
                          type="text"
                          size="small"
                          onClick={() => {
                            assign(cell, null);
                            setRefused('');
                          }}
                        >
                          Clear <span className="sr-only">{cell}</span>
                        </Button>
                      )}
                    </div>
                    {refused === cell && (
                      <p role="alert" className="refused mt-1">
                        Already working that day
                      </p>
                    )}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
