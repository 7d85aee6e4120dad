import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { roomPlace } from './room-list';
import type { RoomMenuProps } from './room-menu';

/** The menu of rooms before its code has arrived, and for good where no scripts run: the same look, plain links. */
export function RoomDetails({ rooms, label }: RoomMenuProps) {
  return (
    <details className="relative">
      <summary
        aria-current={rooms.some((room) => room.isCurrent) ? 'true' : undefined}
        className={`${roomPlace} cursor-pointer list-none [&::-webkit-details-marker]:hidden`}
      >
        <Ellipsis size={18} aria-hidden="true" />
        {label}
      </summary>
      <ul className="absolute end-2 bottom-full mb-2 max-h-[70dvh] min-w-48 max-w-[90vw] overflow-auto rounded-card border border-edge bg-surface p-1">
        {rooms.map(({ href, label: room, icon, isCurrent }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={isCurrent ? 'page' : undefined}
              className="flex min-h-11 items-center gap-2.5 rounded-card px-3 hover:bg-raised aria-[current]:font-strong"
            >
              {icon}
              {room}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
