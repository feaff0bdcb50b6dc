const evenings = [
  { film: 'Lanterns over Lviv', note: '35 mm, with the tear in reel three', time: '20:00' },
  { film: 'My Brother the Accordion', note: 'Live accordion in the interval', time: '20:00' },
  { film: 'Seven Ways to Boil an Egg', note: 'The censored cut, plus the egg', time: '19:30' },
  { film: 'The winner of the ballot', note: 'Whatever you have voted for', time: '20:00' },
];
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The days of next month, in weeks from Monday, and its first four Fridays. */
function nextMonth() {
  const now = new Date();
  const first = new Date(now.getFullYear(), now.getMonth() + 1, 1);
  const days = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  const lead = (first.getDay() + 6) % 7;
  const cells = Array.from({ length: Math.ceil((lead + days) / 7) * 7 }, (_, index) => {
    const day = index - lead + 1;
    return day >= 1 && day <= days ? day : null;
  });
  const weeks = Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  const fridays = weeks.map((week) => week[4]).filter((day): day is number => day !== null);
  const month = first.toLocaleDateString('en-GB', { month: 'long' });
  return { month, name: `${month} ${first.getFullYear()}`, weeks, fridays: fridays.slice(0, 4) };
}

export default function Programme() {
  const { name, month, weeks, fridays } = nextMonth();
  return (
    <>
      <h1>Programme</h1>
      <p className="dim mt-2">Four Fridays in {month}. Doors at seven, the projector when it feels like it.</p>
      <div className="mt-8 grid items-start gap-8 lg:grid-cols-[1.5fr_1fr]">
        <table className="w-full table-fixed border-separate border-spacing-1">
          <caption className="title pb-3 text-left text-2xl font-bold">{name}</caption>
          <thead>
            <tr>
              {weekdays.map((day) => (
                <th key={day} scope="col" className="dim pb-1 text-left text-xs font-semibold sm:text-sm">
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week, index) => (
              <tr key={index}>
                {week.map((day, column) => {
                  const evening = day && column === 4 ? fridays.indexOf(day) : -1;
                  return (
                    <td
                      key={column}
                      className={`h-16 rounded-md p-1.5 align-top text-sm sm:h-[4.75rem] sm:p-2 ${
                        evening >= 0 ? 'bg-[firebrick] text-white' : day ? 'bg-[var(--aisle)] dim' : ''
                      }`}
                    >
                      <span className="font-bold">{day}</span>
                      {evening >= 0 && (
                        <span className="mt-0.5 block text-[0.7rem] font-semibold leading-tight">
                          {evenings[evening].time}
                          <span className="sr-only"> {evenings[evening].film}</span>
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <ol className="space-y-3">
          {fridays.map((day, index) => (
            <li key={day} className="panel grid grid-cols-[5rem_1fr] overflow-hidden">
              <span className="flex flex-col items-center justify-center border-r-2 border-dashed border-[#1b1b1e] bg-[firebrick] p-2 text-white">
                <span className="title text-4xl font-bold leading-none">{day}</span>
                <span className="mt-1 text-xs font-bold">Friday</span>
              </span>
              <span className="p-4">
                <span className="title block text-xl font-bold leading-tight">{evenings[index].film}</span>
                <span className="dim mt-1 block text-sm">
                  {evenings[index].time}. {evenings[index].note}.
                </span>
              </span>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
