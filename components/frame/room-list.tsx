import Link from 'next/link';
import type { ReactNode } from 'react';

export interface Room {
  href: string;
  label: string;
  icon: ReactNode;
  isCurrent: boolean;
}

/** How many rooms the bottom bar shows; the others are behind its last place. */
const ROOMS_IN_BAR = 4;

/** The look of a place in the bar and the rail: whatever is current is strong as well as dark. */
export const roomPlace =
  'flex min-h-14 flex-col items-center justify-center gap-0.5 px-1 text-center text-xs text-soft hover:text-ink aria-[current]:font-strong aria-[current]:text-ink lg:min-h-10 lg:flex-row lg:justify-start lg:gap-2.5 lg:rounded-card lg:px-2 lg:text-start lg:text-sm lg:aria-[current]:bg-raised';

interface Props {
  rooms: readonly Room[];
  mark?: (room: Room) => ReactNode;
  /** The last place of the bottom bar, with the rooms that have none of their own there. */
  more?: (rooms: readonly Room[]) => ReactNode;
}

/** The rooms that exist: a column in the rail; in the bottom bar a row of the first ones, and "More". */
export function RoomList({ rooms, mark, more }: Props) {
  const others = rooms.slice(ROOMS_IN_BAR);
  return (
    <ul className="flex lg:flex-col lg:gap-1">
      {rooms.map((room, index) => (
        <li key={room.href} className={index < ROOMS_IN_BAR ? 'min-w-0 flex-1' : 'hidden lg:block'}>
          <Link
            href={room.href}
            prefetch={false}
            aria-current={room.isCurrent ? 'page' : undefined}
            className={roomPlace}
          >
            {room.icon}
            {room.label}
            {mark?.(room)}
          </Link>
        </li>
      ))}
      {more && others.length > 0 && <li className="min-w-0 flex-1 lg:hidden">{more(others)}</li>}
    </ul>
  );
}
