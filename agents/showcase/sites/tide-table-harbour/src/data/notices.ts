export interface Notice {
  number: string;
  title: string;
  from: string;
  lead: string;
  text: string[];
}

export const notices: Notice[] = [
  {
    number: '41',
    title: 'Ladder three is closed',
    from: 'Harbour master',
    lead: 'Two rungs were lost in the October gale.',
    text: [
      'The ladder at the ice house stays roped off until the smith has been. Please use ladders two and four, and do not tie up in front of it: the crane barge needs the berth on weekdays from seven.',
      'If you find the rungs on the beach, the smith would like them back. He says they were good rungs.',
    ],
  },
  {
    number: '40',
    title: 'Seals on Gull Rock',
    from: 'Wildlife warden',
    lead: 'Pups are on the north side. Keep dogs on a lead.',
    text: [
      'Eleven grey seal pups have been counted between the beacon and the old winch. Walkers stay on the marked path and turn round at the second post. A mother that is disturbed three times may not come back.',
    ],
  },
  {
    number: '39',
    title: 'New light on the east pier',
    from: 'Harbour master',
    lead: 'Green, flashing twice every six seconds.',
    text: [
      'The lamp is brighter than the old one and can be seen for four miles in clear weather. Skippers who have steered by the glow of the chip shop for thirty years are asked to take note: the chip shop now closes at nine.',
    ],
  },
  {
    number: '38',
    title: 'Dredging of the inner basin',
    from: 'Works office',
    lead: 'Small boats move to the west wall for ten days.',
    text: [
      'Work begins on the first Monday of the month at low water and stops two hours before high water. Expect mud, a smell, and an audience of children. Owners who cannot move their boat may leave the key at the office.',
    ],
  },
  {
    number: '37',
    title: 'Lifeboat supper',
    from: 'Lifeboat station',
    lead: 'Fish stew in the boathouse, Saturday at seven.',
    text: [
      'Bring a bowl and a chair. The slipway is open to visitors from five, and the crew shows the engine to anybody who asks, and to some who do not. What is collected pays for new drysuits.',
    ],
  },
  {
    number: '36',
    title: 'Mooring fees for next year',
    from: 'Harbour office',
    lead: 'Unchanged for rowing boats, a little more for others.',
    text: [
      'Boats up to five metres pay what they paid before. From five to nine metres the fee rises by four per cent, above that by six. Pay before the end of the month and the office makes you a cup of tea.',
    ],
  },
];
