/** Builds the Electron shell (main, preload) and the pages (renderer) into out/. */
import { createHash } from 'node:crypto'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import sirv from 'sirv'
import type { Plugin } from 'vite'
import packageFile from './package.json' with { type: 'json' }
import { contractVersion } from './src/core/contract-version.ts'

const root = import.meta.dirname
const pdfjs = join(root, 'node_modules', 'pdfjs-dist')
/** What pdf.js loads at run time: character maps, the standard fonts, image decoders, colour profiles. */
const PDFJS_FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs']

export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          index: join(root, 'src/main/index.ts'),
          'pdf-worker': join(root, 'src/core/agreement/worker.ts'),
          'list-worker': join(root, 'src/core/registry/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      // a sandboxed preload can load nothing but electron: one CommonJS file
      externalizeDeps: false,
      rolldownOptions: {
        input: join(root, 'src/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src/renderer'),
    // the host of this build computes the same
    define: { CONTRACT_VERSION: JSON.stringify(contractVersion(packageFile.version)) },
    plugins: [vue(), absoluteBase(), pdfjsFiles(), keptPages()],
    build: {
      outDir: join(root, 'out/renderer'),
      emptyOutDir: true,
      minify: true,
      // the content security policy allows no data: fonts
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: {
          index: join(root, 'src/renderer/index.html'),
          'service-worker': join(root, 'src/renderer/offline/service-worker.ts'),
        },
        // a service worker is found by its address, and may serve only what lies below it
        output: {
          entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  },
})

/** The pages live under paths like /organizer/guests, so their files are named from the root, not relative to the page. */
function absoluteBase(): Plugin {
  return { name: 'mappe:absolute-base', config: () => ({ base: '/' }) }
}

/** A browser that runs service workers reads the smaller format of a font. */
const isForOldBrowsers = (name: string) => name.endsWith('.woff')

/** Tells the service worker which files make up this build; a change in any of them is a new version of it. */
function keptPages(): Plugin {
  return {
    name: 'mappe:kept-pages',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler: (_options, bundle) => {
        const worker = bundle['service-worker.js']
        if (worker?.type !== 'chunk') return
        const page = bundle['index.html']
        const files = Object.keys(bundle)
          .filter((name) => name !== 'service-worker.js' && !isForOldBrowsers(name))
          .toSorted()
        const content = files.join() + (page?.type === 'asset' ? String(page.source) : '')
        const version = createHash('sha256').update(content).digest('hex').slice(0, 12)
        const pages = JSON.stringify({ version, files: files.map((name) => `/${name}`) })
        worker.code = worker.code.replaceAll('KEPT_PAGES', pages)
      },
    },
  }
}

/** The script engine of pdf.js is left out: no agreement runs scripts here. */
const isWanted = (path: string) => !/quickjs/i.test(path)

function pdfjsFiles(): Plugin {
  const target = join(root, 'out/renderer/pdfjs')
  return {
    name: 'mappe:pdfjs-files',
    configureServer: (server) => {
      server.middlewares.use('/pdfjs', sirv(pdfjs, { dev: true }))
    },
    writeBundle: async () => {
      for (const folder of PDFJS_FOLDERS) {
        await cp(join(pdfjs, folder), join(target, folder), { recursive: true, filter: isWanted })
      }
    },
  }
}
