/** The whole bridge into a window: hands over one port to the host and asks for a print. Exposes nothing general. */
import { contextBridge, ipcRenderer } from 'electron'

/** What the page says when it wants a port, what the port arrives under, and the two requests to the shell. */
const WISH = 'mappe:port-wanted'
const GIFT = 'mappe:port'
const PRINT = 'mappe:print'

const isOwnMessage = (event: MessageEvent): boolean =>
  event.source === window && event.origin === window.location.origin

window.addEventListener('message', (event) => {
  if (isOwnMessage(event) && event.data === WISH) ipcRenderer.send(WISH)
})

ipcRenderer.on(GIFT, (event) => {
  window.postMessage(GIFT, window.location.origin, [...event.ports])
})

contextBridge.exposeInMainWorld('mappe', {
  shell: 'electron',
  print: (pdf: ArrayBuffer): Promise<void> => ipcRenderer.invoke(PRINT, pdf),
})
