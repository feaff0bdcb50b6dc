export type Glaze = 'Celadon' | 'Tenmoku' | 'Oatmeal';
export type Shape = 'bowl' | 'vase' | 'mug' | 'jug' | 'plate' | 'teapot' | 'bottle' | 'jar';

export interface Piece {
  id: string;
  name: string;
  shape: Shape;
  glaze: Glaze;
  price: number;
  size: string;
  text: string;
}

export const glazes: Record<Glaze, { body: string; light: string; text: string }> = {
  Celadon: { body: '#9db8a0', light: '#c3d5c2', text: 'A pale green that pools in every line of the wheel.' },
  Tenmoku: { body: '#3f2a22', light: '#8a4f2d', text: 'Iron black, breaking to rust where the clay is thin.' },
  Oatmeal: { body: '#d9c7a8', light: '#efe4cf', text: 'A dry, speckled cream that shows the clay below.' },
};

function piece(name: string, shape: Shape, glaze: Glaze, price: number, size: string, text: string): Piece {
  return { id: name.toLowerCase().replace(/ /g, '-'), name, shape, glaze, price, size, text };
}

export const pieces: Piece[] = [
  piece('Morning Bowl', 'bowl', 'Celadon', 34, '16 cm wide, 7 cm high', 'Deep enough for porridge, light enough for one hand.'),
  piece('Shadow Vase', 'vase', 'Tenmoku', 92, '12 cm wide, 28 cm high', 'A narrow neck for three branches and no more.'),
  piece('Field Mug', 'mug', 'Oatmeal', 28, '9 cm wide, 10 cm high', 'Its handle was pulled long, so that gloves fit too.'),
  piece('River Jug', 'jug', 'Celadon', 64, '13 cm wide, 21 cm high', 'Pours a full litre and never drips on the cloth.'),
  piece('Supper Plate', 'plate', 'Oatmeal', 38, '27 cm wide, 3 cm high', 'A flat centre with a rim that catches the sauce.'),
  piece('Night Teapot', 'teapot', 'Tenmoku', 118, '20 cm wide, 15 cm high', 'For four cups; the lid locks when you tilt it.'),
  piece('Olive Bottle', 'bottle', 'Celadon', 46, '8 cm wide, 24 cm high', 'For oil, for vinegar, or for a single stem.'),
  piece('Flour Jar', 'jar', 'Oatmeal', 72, '15 cm wide, 19 cm high', 'Holds a kilogram and closes with a cork lid.'),
  piece('Ember Mug', 'mug', 'Tenmoku', 29, '9 cm wide, 10 cm high', 'Fired closest to the flame, so no two are alike.'),
  piece('Noodle Bowl', 'bowl', 'Tenmoku', 42, '19 cm wide, 9 cm high', 'Tall walls keep the broth hot to the end.'),
  piece('Hill Vase', 'vase', 'Oatmeal', 84, '16 cm wide, 22 cm high', 'Round shoulders, drawn after the hill behind the kiln.'),
  piece('Salt Plate', 'plate', 'Celadon', 22, '14 cm wide, 2 cm high', 'For salt, a cake, or the keys by the door.'),
];
