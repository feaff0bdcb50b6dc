import { useState } from 'react';
import type { FormEvent } from 'react';
import { Send } from 'lucide-react';
import PageHeading from './PageHeading';
import { useStored } from '../hooks/useStored';
import type { Heading } from '../types';

interface Message {
  mine: boolean;
  text: string;
}

export interface Props {
  heading: Heading;
  greeting: string;
  answers: { question: string; answer: string }[];
}

function reply(answers: Props['answers'], text: string): string {
  const words = text.toLowerCase().split(/\W+/).filter((word) => word.length > 3);
  const scored = answers.map((entry) => ({
    entry,
    score: words.filter((word) => entry.question.toLowerCase().includes(word)).length,
  }));
  scored.sort((a, b) => b.score - a.score);
  return scored[0].score > 0 ? scored[0].entry.answer : 'Thank you. A member of the team will answer within the hour; is there anything else?';
}

export default function Chat({ heading, greeting, answers }: Props) {
  const [messages, setMessages] = useStored<Message[]>('messages', [{ mine: false, text: greeting }]);
  const [draft, setDraft] = useState('');
  const say = (text: string) => {
    if (!text.trim()) return;
    setMessages((current) => [...current, { mine: true, text: text.trim() }, { mine: false, text: reply(answers, text) }]);
    setDraft('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say(draft);
  };
  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <div className="grid gap-6 lg:grid-cols-[1.8fr_1fr] lg:items-start">
        <div className="card flex flex-col">
          <ol className="flex max-h-[24rem] min-h-[16rem] flex-col gap-3 overflow-y-auto p-6" aria-live="polite" aria-label="Messages">
            {messages.map((message, index) => (
              <li
                key={`${index}-${message.text}`}
                className={`max-w-[80%] rounded-card px-4 py-2.5 text-sm ${message.mine ? 'self-end bg-brand text-onbrand' : 'self-start bg-tint text-ink'}`}
              >
                {message.text}
              </li>
            ))}
          </ol>
          <form onSubmit={submit} className="flex gap-3 border-t border-line p-4">
            <input aria-label="Your message" value={draft} onChange={(event) => setDraft(event.target.value)} placeholder="Write a message" className="field" />
            <button type="submit" className="btn" disabled={!draft.trim()}>
              <Send className="h-4 w-4" aria-hidden="true" /> Send
            </button>
          </form>
        </div>
        <aside className="card p-6">
          <h2 className="text-lg font-bold">Often asked</h2>
          <ul className="mt-3 space-y-2">
            {answers.map((entry) => (
              <li key={entry.question}>
                <button type="button" className="w-full rounded-control bg-tint px-4 py-2.5 text-left text-sm font-semibold text-accent hover:underline" onClick={() => say(entry.question)}>
                  {entry.question}
                </button>
              </li>
            ))}
          </ul>
          <button type="button" className="mt-4 text-sm font-semibold text-muted underline" onClick={() => setMessages([{ mine: false, text: greeting }])}>
            Start over
          </button>
        </aside>
      </div>
    </section>
  );
}
