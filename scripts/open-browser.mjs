/** Opens an address in the user's browser, where there is a user. */
import { spawn } from 'node:child_process'

/** Does nothing in CI, over SSH or without a display. A missing opener is no fault: the address stands on the screen. */
export function openBrowser(url, { platform = process.platform, env = process.env } = {}) {
  if (env.CI || env.SSH_CONNECTION || env.SSH_TTY) return
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return
  const [command, args] = openerOf(platform, url)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.once('error', () => {})
  child.unref()
}

function openerOf(platform, url) {
  if (platform === 'darwin') return ['open', [url]]
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}
