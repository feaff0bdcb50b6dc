const years = [
  ['1887', 'A doctor and his sister carry a brass telescope up Crow Hill, and stay until morning.'],
  ['1912', 'The first dome is built of pine and tin, by people of the village.'],
  ['1938', 'A half-metre mirror arrives by train, packed in wool.'],
  ['1961', 'School classes begin to come; the visitors’ book fills within a year.'],
  ['1994', 'The old dome burns down. The mirror survives in the cellar.'],
  ['2016', 'The new dome opens on the first clear night of October.'],
];

export default function History() {
  return (
    <section className="wrap py-9">
      <h1 className="text-4xl font-bold">History</h1>
      <p className="soft mt-2">Six years that made the observatory.</p>
      <ol className="relative mt-8 space-y-6 border-l-2 border-[mediumpurple] pl-8">
        {years.map(([year, text]) => (
          <li key={year} className="relative">
            <span className="absolute -left-[2.6rem] top-2 h-4 w-4 rounded-full border-4 border-[#0d1321] bg-[mediumpurple]" aria-hidden="true" />
            <div className="panel grid gap-2 p-5 sm:grid-cols-[6rem_1fr] sm:items-center">
              <h2 className="text-3xl font-bold">{year}</h2>
              <p className="text-lg">{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
