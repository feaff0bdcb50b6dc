export interface Stop {
  city: string;
  time: string;
}

export interface Train {
  id: string;
  name: string;
  from: string;
  to: string;
  price: number;
  hours: string;
  stops: Stop[];
}

function train(name: string, price: number, hours: string, ...stops: string[]): Train {
  const list = stops.map((stop) => {
    const [time, ...city] = stop.split(' ');
    return { time, city: city.join(' ') };
  });
  return {
    id: name.toLowerCase().replace(/ /g, '-'),
    name,
    price,
    hours,
    from: list[0].city,
    to: list[list.length - 1].city,
    stops: list,
  };
}

export const trains: Train[] = [
  train('Nightjar', 59, '13 h 50', '19:18 Paris', '21:42 Strasbourg', '00:35 Stuttgart', '02:10 Munich', '06:12 Salzburg', '09:08 Vienna'),
  train('Blue Danube', 49, '11 h 20', '20:40 Vienna', '23:15 Budapest', '03:30 Arad', '05:05 Deva', '08:00 Sibiu'),
  train('Aurora', 74, '16 h 05', '17:55 Stockholm', '21:10 Sundsvall', '00:40 Umeå', '04:25 Boden', '07:15 Kiruna', '10:00 Narvik'),
  train('Old Salt', 64, '12 h 20', '20:10 Hamburg', '22:05 Hanover', '01:25 Göttingen', '04:50 Basel', '08:30 Zurich'),
  train('Marco', 82, '14 h 12', '19:55 Vienna', '22:30 Graz', '02:05 Villach', '05:40 Venice', '10:07 Rome'),
  train('Adriatic', 55, '12 h 45', '18:35 Munich', '20:25 Salzburg', '00:50 Ljubljana', '03:20 Zagreb', '07:20 Split'),
  train('Pyrenees', 69, '11 h 32', '21:20 Paris', '01:50 Limoges', '05:10 Toulouse', '07:05 Latour', '08:52 Barcelona'),
  train('Amber', 45, '13 h 04', '18:20 Berlin', '20:05 Poznań', '23:40 Warsaw', '03:55 Białystok', '07:24 Vilnius'),
  train('Lowland', 52, '12 h 28', '19:02 Brussels', '20:44 Aachen', '23:58 Frankfurt', '04:14 Leipzig', '07:30 Prague'),
  train('Vltava', 39, '11 h 15', '21:50 Prague', '00:22 Ostrava', '03:35 Kraków', '06:10 Rzeszów', '09:05 Lviv'),
];

export const berths = [
  { id: 'seat', label: 'Seat', extra: 0, text: 'Reclines, with a lamp and a socket.' },
  { id: 'couchette', label: 'Couchette', extra: 30, text: 'A bunk with linen, four to a room.' },
  { id: 'cabin', label: 'Private cabin', extra: 85, text: 'Your own door, a washbasin, breakfast.' },
];

export function isNight(time: string): boolean {
  const hour = Number(time.slice(0, 2));
  return hour >= 22 || hour < 6;
}
