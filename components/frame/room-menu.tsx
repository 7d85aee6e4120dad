'use client';

import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { roomPlace, type Room } from './room-list';

export interface RoomMenuProps {
  rooms: readonly Room[];
  label: string;
}

/** The rooms that the bottom bar has no place for. */
export default function RoomMenu({ rooms, label }: RoomMenuProps) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        className={`${roomPlace} w-full`}
        aria-current={rooms.some((room) => room.isCurrent) ? 'true' : undefined}
      >
        <Ellipsis size={18} aria-hidden="true" />
        {label}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="end" sideOffset={8} collisionPadding={8} className="z-50">
          <Menu.Popup className="max-h-[70dvh] min-w-48 max-w-[90vw] overflow-auto rounded-card border border-edge bg-surface p-1 outline-none">
            {rooms.map(({ href, label: room, icon, isCurrent }) => (
              <Menu.LinkItem
                key={href}
                closeOnClick
                render={<Link href={href} prefetch={false} />}
                aria-current={isCurrent ? 'page' : undefined}
                className="flex min-h-11 items-center gap-2.5 rounded-card px-3 aria-[current]:font-strong data-[highlighted]:bg-raised"
              >
                {icon}
                {room}
              </Menu.LinkItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
