const PAGE = `<body style="margin:0;font:16px Inter;background:mistyrose;color:#16323c">
<header style="background:#114b5f;color:white;padding:20px">Mend: Queue, Check In, Repairers, Saved Things</header>
<h1>Queue of the repair café</h1><p>Bring what is broken on the first Saturday of the month.</p>
<button>Check in</button> <button>Start</button> <button>Fixed</button></body>`;

export default function Home() {
  return (
    <iframe
      title="Mend, the queue of a repair café"
      src={`data:text/html,${encodeURIComponent(PAGE)}`}
      style={{ width: '100vw', height: '100vh', border: 0 }}
    />
  );
}
