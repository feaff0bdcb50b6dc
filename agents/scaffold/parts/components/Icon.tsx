import {
  Activity, BarChart3, Bell, BookOpen, Briefcase, Building2, Calendar, Camera, Car, Circle, Compass, FileText,
  Gamepad2, Globe, GraduationCap, Heart, HelpCircle, Home, Leaf, LineChart, ListChecks, Mail, MessageCircle,
  Mountain, Music, Newspaper, Package, Palette, Pencil, Plane, Search, Send, Settings, Shield, ShoppingBag, Sparkles,
  Star, Sun, Ticket, Train, Trophy, Truck, User, Users, Utensils, Wallet, Waves, Wrench,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

const icons: Record<string, LucideIcon> = {
  Activity, BarChart3, Bell, BookOpen, Briefcase, Building2, Calendar, Camera, Car, Compass, FileText, Gamepad2, Globe,
  GraduationCap, Heart, HelpCircle, Home, Leaf, LineChart, ListChecks, Mail, MessageCircle, Mountain, Music,
  Newspaper, Package, Palette, Pencil, Plane, Search, Send, Settings, Shield, ShoppingBag, Sparkles, Star, Sun, Ticket,
  Train, Trophy, Truck, User, Users, Utensils, Wallet, Waves, Wrench,
};

export default function Icon({ name, className = 'h-5 w-5' }: { name: string; className?: string }) {
  const Drawing = icons[name] ?? Circle;
  return <Drawing className={className} aria-hidden="true" />;
}
