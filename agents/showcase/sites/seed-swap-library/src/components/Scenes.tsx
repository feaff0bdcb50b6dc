import type { ReactNode } from 'react';

function Scene({ label, children }: { label: string; children: ReactNode }) {
  return (
    <svg viewBox="0 0 400 250" role="img" aria-label={label} className="h-full min-h-52 w-full bg-[#dcefd9]" preserveAspectRatio="xMidYMid slice">
      {children}
    </svg>
  );
}

export function Drying() {
  return (
    <Scene label="Seed heads hang from a string, seeds fall on a sheet of paper.">
      <path d="M-10 34Q200 62 410 34" fill="none" stroke="#7a5a3c" strokeWidth="3" />
      {[90, 200, 310].map((x, index) => (
        <g key={x} transform={`translate(${x} ${index === 1 ? 49 : 44})`}>
          {[-14, 0, 14].map((lean) => (
            <g key={lean} transform={`rotate(${lean})`}>
              <path d="M0 -6V66" stroke="#2f6b3a" strokeWidth="4" />
              <path d="M0 92c-15 0 -17 -24 0 -30c17 6 15 30 0 30z" fill={index === 1 ? '#c28a3a' : '#9a6b3c'} />
              <path d="M-8 92h16l4 8h-24z" fill="#7a5a3c" />
            </g>
          ))}
          <rect x="-11" y="-4" width="22" height="10" rx="5" fill="#e0b84c" />
        </g>
      ))}
      <path d="M70 214l36 -24h196l32 24z" fill="#fdfffa" stroke="#2f6b3a" strokeWidth="3" strokeLinejoin="round" />
      {[112, 138, 152, 177, 190, 203, 226, 240, 262, 285].map((x, index) => (
        <circle key={x} cx={x} cy={196 + ((index * 7) % 14)} r="3.4" fill="#5a3a1a" />
      ))}
      {[96, 204, 306].map((x) => (
        <path key={x} d={`M${x} 156v8M${x + 7} 170v8M${x - 6} 174v7`} stroke="#5a3a1a" strokeWidth="3.4" strokeLinecap="round" />
      ))}
    </Scene>
  );
}

export function Drawer() {
  return (
    <Scene label="A drawer is pulled out, packets stand in it in a row.">
      <rect x="40" y="-6" width="320" height="112" fill="#24552d" />
      {[54, 208].map((x) => (
        <g key={x}>
          <rect x={x} y="14" width="138" height="72" rx="6" fill="#2f6b3a" stroke="#5c9a67" strokeWidth="2" />
          <rect x={x + 39} y="32" width="60" height="16" rx="2" fill="honeydew" stroke="#e0b84c" strokeWidth="2" />
          <rect x={x + 54} y="60" width="30" height="9" rx="4.5" fill="#e0b84c" />
        </g>
      ))}
      {[74, 126, 178, 230, 282].map((x, index) => (
        <g key={x} transform={`translate(${x} ${index === 2 ? 72 : 96}) rotate(${(index - 2) * 2})`}>
          <path d="M0 6l5 -6 5 6 5 -6 5 6 5 -6 5 6 5 -6 5 6 4 -6V90H0z" fill={index % 2 ? '#f7e6b3' : '#fdfffa'} stroke="#2f6b3a" strokeWidth="2" />
          <path d="M22 52V34M22 40Q12 40 11 29Q22 30 22 40zM22 36Q22 26 33 25Q33 36 22 36z" fill="#2f6b3a" stroke="#2f6b3a" strokeWidth="2" />
        </g>
      ))}
      <rect x="52" y="146" width="296" height="92" rx="7" fill="#2f6b3a" stroke="#5c9a67" strokeWidth="3" />
      <rect x="140" y="166" width="120" height="26" rx="3" fill="honeydew" stroke="#e0b84c" strokeWidth="3" />
      <path d="M158 179h84" stroke="#2f6b3a" strokeWidth="4" strokeLinecap="round" strokeDasharray="18 7" />
      <rect x="170" y="208" width="60" height="13" rx="6.5" fill="#e0b84c" />
    </Scene>
  );
}

export function Fence() {
  return (
    <Scene label="Two hands pass a packet over a garden fence.">
      <circle cx="318" cy="58" r="30" fill="#f2cf6b" />
      <path d="M-10 214q110 -34 210 -16t210 -8v70H-10z" fill="#8cc07f" />
      {[14, 62, 110, 158, 206, 254, 302, 350].map((x) => (
        <path key={x} d={`M${x} 250V148l17 -17 17 17V250z`} fill="#fdfffa" stroke="#2f6b3a" strokeWidth="3" strokeLinejoin="round" />
      ))}
      <path d="M-5 172h410M-5 218h410" stroke="#2f6b3a" strokeWidth="9" />
      <path d="M-10 130C60 128 96 100 150 92" fill="none" stroke="#c98f6a" strokeWidth="26" strokeLinecap="round" />
      <path d="M-10 130C20 129 48 122 74 114" fill="none" stroke="#c2631a" strokeWidth="36" />
      <path d="M410 112C360 112 310 98 262 88" fill="none" stroke="#7d4f33" strokeWidth="26" strokeLinecap="round" />
      <path d="M410 112C386 112 360 107 334 101" fill="none" stroke="#3b5cc2" strokeWidth="36" />
      <g transform="translate(172 40) rotate(4)">
        <path d="M0 8l7 -8 7 8 7 -8 7 8 7 -8 7 8 7 -8 7 8 7 -8 5 8V92H0z" fill="#fdfffa" stroke="#2f6b3a" strokeWidth="3" />
        <path d="M34 76V46M34 56Q18 56 17 39Q34 40 34 56zM34 50Q34 34 51 33Q51 50 34 50z" fill="#2f6b3a" stroke="#2f6b3a" strokeWidth="3" />
      </g>
      <circle cx="176" cy="96" r="11" fill="#c98f6a" />
      <circle cx="240" cy="92" r="11" fill="#7d4f33" />
    </Scene>
  );
}
