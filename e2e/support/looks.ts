const phone = { device: 'phone', viewport: { width: 390, height: 844 } } as const;
const desktop = { device: 'desktop', viewport: { width: 1440, height: 900 } } as const;

/** How pages are looked at. Two of the four have to do for `npm test`, the others belong to `npm run test:long`. */
export const looks = [
  { ...phone, colorScheme: 'dark', tag: [] as string[] },
  { ...desktop, colorScheme: 'light', tag: [] as string[] },
  { ...phone, colorScheme: 'light', tag: ['@long'] as string[] },
  { ...desktop, colorScheme: 'dark', tag: ['@long'] as string[] },
] as const;
