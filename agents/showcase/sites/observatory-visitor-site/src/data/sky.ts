export interface SkyObject {
  id: string;
  name: string;
  kind: 'Planet' | 'Galaxy' | 'Cluster' | 'Nebula';
  where: string;
  best: string;
  text: string;
  colour: string;
}

export const objects: SkyObject[] = [
  { id: 'saturn', name: 'Saturn', kind: 'Planet', where: 'Aquarius, low in the south', best: '21:40', colour: '#e9cf9b', text: 'The rings are tilted by nine degrees. In the big refractor the gap between them is a clean black line.' },
  { id: 'jupiter', name: 'Jupiter', kind: 'Planet', where: 'Taurus, high in the east', best: '23:10', colour: '#e0b48c', text: 'Four moons in a row tonight, and the shadow of Io crosses the clouds shortly before midnight.' },
  { id: 'mars', name: 'Mars', kind: 'Planet', where: 'Gemini, rising late', best: '02:30', colour: '#e07a5f', text: 'A small orange disc with a white cap. Give the air an hour to calm down.' },
  { id: 'andromeda', name: 'Andromeda Galaxy', kind: 'Galaxy', where: 'Andromeda, overhead', best: '22:15', colour: '#c9b8f5', text: 'The farthest thing that you can see without a telescope: two and a half million years of travelling light.' },
  { id: 'whirlpool', name: 'Whirlpool Galaxy', kind: 'Galaxy', where: 'Canes Venatici, in the north', best: '03:20', colour: '#a7c4f2', text: 'Two galaxies in a slow dance. On the best nights the spiral arm shows in the half-metre mirror.' },
  { id: 'triangulum', name: 'Triangulum Galaxy', kind: 'Galaxy', where: 'Triangulum, high', best: '23:45', colour: '#b6e0d8', text: 'Faint and wide. Look a little beside it, and it appears.' },
  { id: 'pleiades', name: 'Pleiades', kind: 'Cluster', where: 'Taurus, in the east', best: '22:50', colour: '#bcd7ff', text: 'Seven sisters for the eye, and a few hundred for the small telescope.' },
  { id: 'orion', name: 'Orion Nebula', kind: 'Nebula', where: 'Orion, after midnight', best: '01:15', colour: '#f2a7c3', text: 'A cloud in which stars are being born, with four young ones lighting it from inside.' },
];
