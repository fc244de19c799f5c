/** What a person, a screen and a computer do with the program in the shell, whichever Electron it runs on. */
import type { Page } from 'playwright-core'

export type Driver = {
  dataDir: string
  /** Whether the computer has a projector beside its screen. */
  hasProjector: boolean
  /** The page of the window that shows this path; waits until there is one. */
  window: (path: string) => Promise<Page>
  /** Paths of the windows that are open. */
  paths: () => Promise<string[]>
  /** What a window says, asked of the program itself: also after its page had crashed. */
  textOf: (path: string) => Promise<string>
  /** Chooses from the menu bar, label by label. */
  choose: (...labels: string[]) => Promise<void>
  /** The window that shows this path: whether it fills a screen, and where it begins. */
  place: (path: string) => Promise<{ isFullScreen: boolean; x: number }>
  /** The page in this computer's own browser that was opened last from the program; null before there is one. */
  ownBrowser: () => Promise<Page | null>
  /** How many print dialogs were opened. */
  printed: () => Promise<number>
  /** Ends the process in which this window's page runs. */
  crash: (path: string) => Promise<void>
  /** What pages said on their consoles that should not be there. */
  complaints: string[]
  /** Chooses Datei → Beenden and waits until the program has ended. */
  quit: () => Promise<void>
  /** Takes away what the run has left. */
  remove: () => Promise<void>
}
