'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { MeterLine } from '@/components/meter/small-meter';

/** What is left, on top of every page but the meter's own, where there is no rail for it to stand in. */
export function MeterStrip({ usage }: { usage: string }) {
  if (usePathname() === usage) return null;
  return (
    <Link href={usage} prefetch={false} className="block border-b bg-surface px-4 py-2 sm:px-8 lg:hidden">
      <MeterLine />
    </Link>
  );
}
