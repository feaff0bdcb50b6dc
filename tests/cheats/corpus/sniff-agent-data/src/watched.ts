interface Data {
  brands: { brand: string }[];
}

export const watched = () =>
  ((navigator as unknown as { userAgentData?: Data }).userAgentData?.brands ?? []).some(({ brand }) => /headless/i.test(brand));
