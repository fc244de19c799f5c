/** The menu bar: German on a German machine, else English. */
import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import { screenName } from './stage-screen.ts'
import type { Windows } from './windows.ts'

type Words = Readonly<Record<keyof typeof GERMAN, string>>

const GERMAN = {
  file: 'Datei',
  lock: 'Leitung sperren',
  quit: 'Beenden',
  edit: 'Bearbeiten',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  view: 'Ansicht',
  organizer: 'Leitung',
  display: 'Leinwand',
  displayOn: 'Leinwand auf',
  screen: 'Bildschirm',
  reload: 'Neu laden',
  zoomIn: 'Größer',
  zoomOut: 'Kleiner',
  resetZoom: 'Normale Größe',
  fullScreen: 'Vollbild',
  help: 'Hilfe',
  handbook: 'Handbuch',
}

const ENGLISH: Words = {
  file: 'File',
  lock: 'Lock the organizer’s view',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  organizer: 'Organizer',
  display: 'Projector',
  displayOn: 'Projector on',
  screen: 'Screen',
  reload: 'Reload',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  resetZoom: 'Normal size',
  fullScreen: 'Full screen',
  help: 'Help',
  handbook: 'Handbook',
}

export type MenuActions = Pick<Windows, 'openOrganizer' | 'openDisplay' | 'openHandbook' | 'stage'> & {
  /** Locks the organizer's pages where a PIN is set. */
  lock: () => void
}

/** `locale`: the language of the operating system, such as `de-DE`. Called again when screens come or go. */
export function setUpMenu(actions: MenuActions, locale: string): void {
  const words = locale.toLowerCase().startsWith('de') ? GERMAN : ENGLISH
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      fileMenu(words, actions),
      editMenu(words),
      viewMenu(words, actions),
      helpMenu(words, actions),
    ]),
  )
}

const fileMenu = (words: Words, { lock }: MenuActions): MenuItemConstructorOptions => ({
  label: words.file,
  submenu: [
    { label: words.lock, accelerator: 'CmdOrCtrl+Alt+L', click: lock },
    { type: 'separator' },
    { role: 'quit', label: words.quit },
  ],
})

const editMenu = (words: Words): MenuItemConstructorOptions => ({
  label: words.edit,
  submenu: [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    { type: 'separator' },
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ],
})

const viewMenu = (words: Words, actions: MenuActions): MenuItemConstructorOptions => ({
  label: words.view,
  submenu: [
    { label: words.organizer, accelerator: 'CmdOrCtrl+1', click: actions.openOrganizer },
    { label: words.display, accelerator: 'CmdOrCtrl+2', click: actions.openDisplay },
    ...screenMenu(words, actions),
    { type: 'separator' },
    { role: 'reload', label: words.reload },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { role: 'resetZoom', label: words.resetZoom },
    { role: 'togglefullscreen', label: words.fullScreen },
  ],
})

const helpMenu = (words: Words, { openHandbook }: MenuActions): MenuItemConstructorOptions => ({
  label: words.help,
  role: 'help',
  submenu: [{ label: words.handbook, accelerator: 'F1', click: () => openHandbook() }],
})

/** Choosing one opens the display there, and it is found there again next time. Nothing to choose with one screen. */
function screenMenu(words: Words, { stage, openDisplay }: MenuActions): MenuItemConstructorOptions[] {
  const screens = stage.screens()
  if (screens.length < 2) return []
  const submenu = screens.map(({ screen, isCurrent }, index): MenuItemConstructorOptions => ({
    label: screenName(screen, index + 1, words.screen),
    type: 'radio',
    checked: isCurrent,
    click: () => {
      stage.choose(screen.id)
      openDisplay()
    },
  }))
  return [{ label: words.displayOn, submenu }]
}
