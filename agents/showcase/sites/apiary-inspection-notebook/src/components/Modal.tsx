import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  role?: 'dialog' | 'alertdialog';
  onClose: () => void;
  children: ReactNode;
}

/** A native modal dialog: keeps the focus inside, closes with Escape. */
export default function Modal({ title, role = 'dialog', onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      role={role}
      aria-modal="true"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="w-[min(26rem,calc(100vw-2.5rem))] rounded-2xl border-4 border-[darkgoldenrod] bg-[lemonchiffon] p-6 text-[#2b1b02]"
    >
      <h2 id={id} className="text-2xl font-bold italic">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
