export interface Fact {
  label: string;
  value: string;
}

export interface Item {
  id: string;
  title: string;
  category: string;
  summary: string;
  value: string;
  amount: number;
  facts: Fact[];
}

export interface Filter {
  label: string;
  options: string[];
}

export interface Feature {
  title: string;
  text: string;
  path: string;
  icon: string;
}

export interface Heading {
  eyebrow: string;
  title: string;
  intro: string;
  level: 1 | 2;
}

export interface Field {
  name: string;
  label: string;
  type: 'text' | 'email' | 'tel' | 'number' | 'date' | 'time' | 'select' | 'textarea';
  required: boolean;
  options: string[];
  hint: string;
  min: number | null;
  max: number | null;
}
