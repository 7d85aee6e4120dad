'use client';

import { Activity, Calculator, FlaskConical, Gauge, Layers, Search, Tag } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { RoomList } from '@/components/frame/room-list';
import { RoomStatus } from './pending-room';

const icons = {
  usage: Gauge,
  activity: Activity,
  balance: Layers,
  find: Search,
  prices: Tag,
  playground: FlaskConical,
  calculator: Calculator,
};

export interface RoomLink {
  href: string;
  label: string;
  icon: keyof typeof icons;
}

/** The links of the frame, with the room that one is in marked. */
export function Rooms({ rooms }: { rooms: readonly RoomLink[] }) {
  const path = usePathname();
  return (
    <RoomList
      rooms={rooms.map(({ href, label, icon }) => {
        const Icon = icons[icon];
        return { href, label, icon: <Icon size={18} aria-hidden="true" />, isCurrent: path === href };
      })}
      mark={(room) => <RoomStatus href={room.href} />}
    />
  );
}
