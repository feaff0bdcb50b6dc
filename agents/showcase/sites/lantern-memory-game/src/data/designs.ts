export interface Design {
  id: string;
  name: string;
  meaning: string;
  colour: string;
  light: string;
}

export const designs: Design[] = [
  { id: 'koi', name: 'Koi', meaning: 'Strength that swims upstream.', colour: '#e4572e', light: '#ffb38a' },
  { id: 'moon', name: 'Moon', meaning: 'A light for those who travel late.', colour: '#e9c46a', light: '#fff1c1' },
  { id: 'wave', name: 'Wave', meaning: 'What leaves will also return.', colour: '#2a9d8f', light: '#9fe3d9' },
  { id: 'lotus', name: 'Lotus', meaning: 'Beauty that grows out of mud.', colour: '#d9628b', light: '#ffc3d8' },
  { id: 'pine', name: 'Pine', meaning: 'A long life, green in winter.', colour: '#3f8f4f', light: '#b5e0b0' },
  { id: 'star', name: 'Star', meaning: 'A wish that is still on its way.', colour: '#5b7fd6', light: '#c2d3ff' },
  { id: 'fan', name: 'Fan', meaning: 'Opening slowly, welcoming all.', colour: '#9b5de5', light: '#dfc6ff' },
  { id: 'drum', name: 'Drum', meaning: 'One heartbeat for the whole street.', colour: '#c8553d', light: '#ffc2ae' },
  { id: 'crane', name: 'Crane', meaning: 'Peace, folded a thousand times.', colour: '#d8dee0', light: '#ffffff' },
  { id: 'rain', name: 'Rain', meaning: 'A good harvest for the terraces.', colour: '#4aa3c4', light: '#bfe9fa' },
];
