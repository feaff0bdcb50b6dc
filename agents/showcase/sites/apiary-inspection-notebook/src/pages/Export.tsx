import { useRef, useState } from 'react';
import type { ChangeEvent } from 'react';
import { Download, Upload } from 'lucide-react';
import { fromCsv, toCsv } from '../data/csv';
import { newestFirst } from '../data/notes';
import { useNotes } from '../hooks/useNotes';

const fileName = 'hive-notes.csv';

export default function Export() {
  const { inspections, record } = useNotes();
  const [answer, setAnswer] = useState<{ good: boolean; text: string } | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const text = toCsv([...inspections].sort(newestFirst));
  const rows = inspections.length === 1 ? '1 row' : `${inspections.length} rows`;

  const download = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), 1000);
    setAnswer({ good: true, text: `${fileName} with ${rows} is on its way.` });
  };
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    const entries = fromCsv(await file.text());
    input.value = '';
    if (entries) {
      record(entries);
      setAnswer({ good: true, text: entries.length === 1 ? '1 row was added' : `${entries.length} rows were added` });
    } else {
      setAnswer({ good: false, text: 'This is not a hive notes file' });
    }
  };

  return (
    <>
      <h1>Export</h1>
      <p className="soft mt-2">Take the notebook to the club evening, or bring a page back.</p>
      <div className="mt-8 grid gap-8 lg:grid-cols-[1fr_1.35fr]">
        <div>
          <div className="hex mx-auto flex aspect-[0.88] w-60 flex-col items-center justify-center bg-[darkgoldenrod] text-center text-[#1d1200] lg:mx-0">
            <span className="text-7xl font-bold leading-none">{inspections.length}</span>
            <span className="plain mt-2 text-sm font-bold">{inspections.length === 1 ? 'row' : 'rows'} in the notebook</span>
          </div>
          <div className="mt-6 flex flex-wrap justify-center gap-3 lg:justify-start">
            <button type="button" className="honey" onClick={download}>
              <Download className="h-4 w-4" aria-hidden="true" /> Download CSV
            </button>
            <button type="button" className="hollow" onClick={() => chooser.current?.click()}>
              <Upload className="h-4 w-4" aria-hidden="true" /> Import CSV
            </button>
            <input ref={chooser} type="file" accept=".csv,text/csv,text/plain" onChange={take} className="hidden" aria-label="File to import" />
          </div>
          <p
            role={answer && !answer.good ? 'alert' : 'status'}
            className={`plain mt-4 min-h-7 text-center font-bold lg:text-left ${answer && !answer.good ? 'text-[#96190a]' : ''}`}
          >
            {answer?.text}
          </p>
        </div>
        <figure className="min-w-0">
          <figcaption className="plain flex items-center justify-between rounded-t-2xl bg-[darkgoldenrod] px-5 py-2.5 text-sm font-bold text-[#1d1200]">
            <span>{fileName}</span> <span>{rows}</span>
          </figcaption>
          <pre
            tabIndex={0}
            aria-label="What the file holds"
            className="max-h-[26rem] overflow-auto rounded-b-2xl border-2 border-t-0 border-[darkgoldenrod] bg-[#fffef4] p-5 font-mono text-[0.82rem] leading-6"
          >
            {text}
          </pre>
        </figure>
      </div>
    </>
  );
}
