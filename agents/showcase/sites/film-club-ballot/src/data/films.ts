export interface Film {
  id: string;
  title: string;
  director: string;
  year: number;
  minutes: number;
  line: string;
}

export const films: Film[] = [
  { id: 'umbrellas', title: 'Nine Umbrellas', director: 'Odile Marchetti', year: 1964, minutes: 97, line: 'Nine strangers, one downpour, a bus that does not come.' },
  { id: 'tram', title: 'The Last Tram to Ostend', director: 'Ruben Claes', year: 1958, minutes: 112, line: 'A conductor decides to find out where the rails end.' },
  { id: 'static', title: 'Static', director: 'Ingrid Vale', year: 1983, minutes: 88, line: 'A repairwoman hears her own voice in every television.' },
  { id: 'salt', title: 'Salt and Velvet', director: 'Tomé Aguiar', year: 1971, minutes: 124, line: 'Two sisters, a sunken opera house and a small boat.' },
  { id: 'pigeon', title: 'A Pigeon for the Minister', director: 'Zofia Brandt', year: 1967, minutes: 91, line: 'A comedy of letters that arrive before they are written.' },
  { id: 'comet', title: 'The Comet Has Left', director: 'Hiro Takeda', year: 1992, minutes: 105, line: 'What a village does on the day after the end of the world.' },
];
