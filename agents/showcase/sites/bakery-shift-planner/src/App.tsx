import { BrowserRouter, Route, Routes } from 'react-router-dom';
import { ConfigProvider } from 'antd';
import Shell from './components/Shell';
import { BakeryProvider } from './hooks/useBakery';
import Requests from './pages/Requests';
import SignIn from './pages/SignIn';
import Staff from './pages/Staff';
import WeekPlan from './pages/WeekPlan';

const theme = {
  token: {
    colorPrimary: '#800000',
    colorTextBase: '#32110c',
    colorBgContainer: '#fffaf1',
    colorBgElevated: '#fffaf1',
    colorBorder: '#800000',
    colorTextPlaceholder: '#7d5a4c',
    colorError: '#b3261e',
    borderRadius: 8,
    fontFamily: 'Inter, system-ui, sans-serif',
    motion: false,
  },
  components: {
    Table: { headerBg: '#800000', headerColor: '#ffefd5', borderColor: '#e6c9a4', rowHoverBg: '#fff2dc', headerSplitColor: 'transparent' },
    Button: { fontWeight: 600, primaryShadow: 'none' },
    Modal: { contentBg: '#ffefd5', headerBg: '#ffefd5' },
  },
};

export default function App() {
  return (
    <ConfigProvider theme={theme} virtual={false}>
      <BakeryProvider>
        <BrowserRouter>
          <Routes>
            <Route element={<Shell />}>
              <Route path="/" element={<SignIn />} />
              <Route path="/week-plan" element={<WeekPlan />} />
              <Route path="/staff" element={<Staff />} />
              <Route path="/requests" element={<Requests />} />
              <Route path="*" element={<SignIn />} />
            </Route>
          </Routes>
        </BrowserRouter>
      </BakeryProvider>
    </ConfigProvider>
  );
}
