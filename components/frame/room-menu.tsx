import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { LinkPopover } from './link-popover';
import { roomPlace, type Room } from './room-list';

/** "More": the rooms that the bottom bar has no place for. */
export function RoomMenu({ rooms, label }: { rooms: readonly Room[]; label: string }) {
  return (
    <LinkPopover
      isCurrent={rooms.some((room) => room.isCurrent)}
      button={
        <>
          <Ellipsis size={18} aria-hidden="true" />
          {label}
        </>
      }
      buttonClass={`${roomPlace} w-full`}
      // Right above the bottom bar, which never moves.
      place="right-2 bottom-[calc(4rem+env(safe-area-inset-bottom))] min-w-48"
    >
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
    </LinkPopover>
  );
}
