import { BrowserRouter, Route, Routes } from 'react-router-dom';
import { ConfigProvider } from 'antd';
import Shell from './components/Shell';
import Districts from './pages/Districts';
import Overview from './pages/Overview';
import TreePage from './pages/TreePage';
import Trees from './pages/Trees';

const theme = {
  token: { colorPrimary: '#006400', colorTextPlaceholder: '#55705b', borderRadius: 6, fontFamily: 'Inter, system-ui, sans-serif' },
};

export default function App() {
  return (
    <ConfigProvider theme={theme}>
      <BrowserRouter>
        <Routes>
          <Route element={<Shell />}>
            <Route path="/" element={<Overview />} />
            <Route path="/trees" element={<Trees />} />
            <Route path="/tree" element={<TreePage />} />
            <Route path="/tree/:number" element={<TreePage />} />
            <Route path="/districts" element={<Districts />} />
            <Route path="*" element={<Overview />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </ConfigProvider>
  );
}
