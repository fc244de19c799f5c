/** The computer around the program: its screens, menu bar, dialogs, keychain, and its own browser. */
import { EventEmitter } from 'node:events'

export type MenuItem = {
  label?: string
  role?: string
  checked?: boolean
  click?: () => void
  submenu?: MenuItem[]
}

export const Menu = {
  shown: [] as MenuItem[],
  buildFromTemplate: (template: MenuItem[]) => template,
  setApplicationMenu: (menu: MenuItem[]) => void (Menu.shown = menu),
}

type StandInDisplay = { id: number; label: string; bounds: Rectangle; workArea: Rectangle }
export type Rectangle = { x: number; y: number; width: number; height: number }

export function display(id: number, x: number, label = ''): StandInDisplay {
  const bounds = { x, y: 0, width: 1920, height: 1080 }
  return { id, label, bounds, workArea: { ...bounds, height: 1040 } }
}

class StandInScreen extends EventEmitter {
  displays = [display(1, 0), display(2, 1920, 'Beamer')]
  getPrimaryDisplay = () => this.displays[0]
  getAllDisplays = () => this.displays

  /** Plugs in and out, and tells. */
  change(displays: StandInDisplay[]): void {
    const event = displays.length > this.displays.length ? 'display-added' : 'display-removed'
    this.displays = displays
    this.emit(event, {}, displays.at(-1))
  }
}
export const screen = new StandInScreen()

/** What was handed to this computer's own browser. */
export const shell = {
  opened: [] as string[],
  openExternal: async (url: string) => void shell.opened.push(url),
}

export const powerSaveBlocker = {
  running: new Set<number>(),
  start: (_kind: string) => {
    const id = powerSaveBlocker.running.size + 1
    powerSaveBlocker.running.add(id)
    return id
  },
  stop: (id: number) => void powerSaveBlocker.running.delete(id),
}

const mirrored = (text: string) => Array.from(text).toReversed().join('')

/** Keeps secrets as a keychain does: only what it gave out itself is read. */
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text: string) => Buffer.from(`kept:${mirrored(text)}`),
  decryptString: (kept: Buffer) => {
    const text = kept.toString()
    if (!text.startsWith('kept:'))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.')
    return mirrored(text.slice('kept:'.length))
  },
}

export const dialog = {
  shown: [] as string[],
  /** What the person will answer: the number of a button. */
  answer: 0,
  asked: [] as { message: string; buttons: string[] }[],
  showMessageBox: async (_window: object, asked: { message: string; buttons: string[] }) => {
    dialog.asked.push(asked)
    return { response: dialog.answer }
  },
  showErrorBox: (title: string, content: string) => void dialog.shown.push(`${title}: ${content}`),
}
