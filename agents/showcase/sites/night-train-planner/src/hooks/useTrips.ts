import { useEffect, useState } from 'react';

export interface Trip {
  reference: string;
  trainId: string;
  berth: string;
  passengers: number;
  name: string;
  total: number;
}

const key = 'sleeper-trips';

function load(): Trip[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as Trip[];
  } catch {
    return [];
  }
}

/** Booked trips, kept in this browser. */
export function useTrips() {
  const [trips, setTrips] = useState<Trip[]>(load);
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(trips));
  }, [trips]);
  return {
    trips,
    add: (trip: Trip) => setTrips((current) => [trip, ...current]),
    cancel: (reference: string) => setTrips((current) => current.filter((trip) => trip.reference !== reference)),
  };
}
