import Queue from './pages/Queue';

export default function Site() {
  return (
    <>
      <header>
        <strong>Mend</strong>
        <nav>
          <a href="#">Queue</a>
          <a href="#check-in">Check In</a>
          <a href="#repairers">Repairers</a>
          <a href="#saved-things">Saved Things</a>
        </nav>
      </header>
      <main>
        <Queue />
      </main>
    </>
  );
}
