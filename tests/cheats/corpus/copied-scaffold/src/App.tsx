export default function App() {
  return (
    <main className="flex min-h-screen items-center justify-center bg-white">
      <p className="text-gray-500">Nothing has been built here yet.</p>
    </main>
  );
}
