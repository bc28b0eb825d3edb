import { LogOut, UserRound } from "lucide-react";
import { signOut } from "@/shared/session/sign-out";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/shared/ui/menu";
import { toast } from "@/shared/ui/toast";
import { AVATAR } from "./avatar";

/** A chunk of its own: the machinery of menus is not needed before the page works. */
export default function AccountMenu({ name, email }: { name: string; email: string }) {
  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      toast.failure("You are still signed in", error);
    }
  };
  return (
    <Menu
      trigger={
        <button type="button" className={`${AVATAR} hover:bg-brand-strong`}>
          <span aria-hidden>{name.charAt(0).toUpperCase()}</span>
          <span className="sr-only">Account of {name}</span>
        </button>
      }
    >
      <div className="px-3 py-2">
        <p className="font-semibold">{name}</p>
        <p className="break-all text-ink-muted text-sm">{email}</p>
      </div>
      <MenuSeparator />
      <MenuLink to="/account">
        <UserRound aria-hidden className="size-4" />
        Account settings
      </MenuLink>
      <MenuItem onSelect={() => void leave()}>
        <LogOut aria-hidden className="size-4" />
        Log out
      </MenuItem>
    </Menu>
  );
}
