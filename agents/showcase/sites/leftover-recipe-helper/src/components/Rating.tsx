const counts = [1, 2, 3, 4, 5];
const words = ['not rated yet', 'one star', 'two stars', 'three stars', 'four stars', 'five stars'];

interface Props {
  id: string;
  name: string;
  stars: number;
  onRate: (stars: number) => void;
}

export default function Rating({ id, name, stars, onRate }: Props) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3">
      <legend className="sr-only">Rating of {name}</legend>
      <div className="stars flex">
        {counts.map((count) => (
          <input
            key={count}
            type="radio"
            name={`stars-${id}`}
            aria-label={words[count]}
            checked={stars === count}
            onChange={() => onRate(count)}
            className={`star ${count <= stars ? 'lit' : ''}`}
          />
        ))}
      </div>
      <span className="soft text-sm font-semibold">{words[stars]}</span>
    </fieldset>
  );
}
