import { isRealDate, mostFrames } from './notes';
import type { Inspection } from './notes';

const heading = ['hive', 'date', 'frames of brood', 'remarks'];

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function toCsv(inspections: Inspection[]): string {
  const rows = inspections.map(({ hive, date, frames, remarks }) => [hive, date, frames, remarks].map(cell).join(','));
  return [heading.join(','), ...rows].join('\r\n') + '\r\n';
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') value += sign;
      else if (text[at + 1] === '"') value += text[(at += 1)];
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') {
      row.push(value);
      value = '';
    } else if (sign === '\n') {
      rows.push([...row, value]);
      row = [];
      value = '';
    } else if (sign !== '\r') value += sign;
  }
  if (value || row.length) rows.push([...row, value]);
  return rows.filter((cells) => cells.some((entry) => entry.trim()));
}

/** The inspections of a file, or null when it is not one of ours. */
export function fromCsv(text: string): Omit<Inspection, 'id'>[] | null {
  const [first, ...rest] = rowsOf(text.replace(/^\uFEFF/, ''));
  if (!first || first.map((name) => name.trim().toLowerCase()).join() !== heading.join()) return null;
  const found = rest.map(([hive = '', date = '', frames = '', remarks = '']) => ({
    hive: hive.trim(),
    date: date.trim(),
    frames: frames.trim() === '' ? NaN : Number(frames),
    remarks: remarks.trim(),
  }));
  const sound = found.every(
    ({ hive, date, frames }) => hive && isRealDate(date) && Number.isInteger(frames) && frames >= 0 && frames <= mostFrames,
  );
  return sound ? found : null;
}
