import Link from 'next/link';
import type { ReactNode } from 'react';

export interface Room {
  href: string;
  label: string;
  icon: ReactNode;
  isCurrent: boolean;
}

/** The rooms that exist: a column in the rail, a row in the bottom bar. */
export function RoomList({ rooms, mark }: { rooms: readonly Room[]; mark?: (room: Room) => ReactNode }) {
  return (
    <ul className="flex lg:flex-col lg:gap-1">
      {rooms.map((room) => (
        <li key={room.href} className="flex-1">
          <Link
            href={room.href}
            prefetch={false}
            aria-current={room.isCurrent ? 'page' : undefined}
            className="flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs text-soft hover:text-ink aria-[current]:font-strong aria-[current]:text-ink lg:min-h-10 lg:flex-row lg:justify-start lg:gap-2.5 lg:rounded-card lg:px-2 lg:text-sm lg:aria-[current]:bg-raised"
          >
            {room.icon}
            {room.label}
            {mark?.(room)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
