/** Builds the Electron shell (main, preload) and the pages (renderer) into out/. */
import { createHash } from 'node:crypto'
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { Marked } from 'marked'
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
          'pdf-worker': join(root, 'src/core/agreement/worker/worker.ts'),
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
    plugins: [vue(), handbookChapters(), absoluteBase(), pdfjsFiles(), keptPages(), compressedPages()],
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

/** Chapters of the handbook become HTML here, so that no page carries a parser; the pictures they name become files of the build. */
function handbookChapters(): Plugin {
  return {
    name: 'mappe:handbook-chapters',
    transform: (text, id) =>
      /[\\/]handbook[\\/]\w+[\\/][\w-]+\.md$/.test(id) ? chapterModule(text) : undefined,
  }
}

/** `{ title, html }` of one chapter, as a module. */
function chapterModule(text: string): { code: string; map: null } {
  let title = ''
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const words = this.parser.parseInline(tokens)
        if (depth === 1) title = words
        return `<h${depth}>${words}</h${depth}>`
      },
      html: ({ raw }) => {
        throw new Error(`The handbook takes no HTML: ${raw}`)
      },
    },
  })
  const html = marked.parse(text, { async: false })
  const pictures = [...new Set(html.match(/(?<=src=")[^"]+/g))]
  const imports = pictures.map((path, index) => `import picture${index} from ${JSON.stringify(path)}`)
  const withPictures = pictures.reduce(
    (code, path, index) => code.replaceAll(`src=\\"${path}\\"`, `src=\\"" + picture${index} + "\\"`),
    JSON.stringify(html),
  )
  const about = `title: ${JSON.stringify(title)}`
  return { code: `${imports.join('\n')}\nexport default { ${about}, html: ${withPictures} }`, map: null }
}

/** What gains by it, and the large parts of pdf.js; pictures and most fonts are compressed in themselves. */
const isCompressible = (name: string) => /\.(html|m?js|css|svg|wasm|ttf)$/.test(name)
/** The last two steps of brotli take twenty times as long for a tenth less. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

/**
 * Puts a compressed copy beside each file of the pages, for tablets on a busy Wi-Fi. Only these files, which are the
 * same for everybody, ever go out compressed: what people type comes over the WebSocket, which is not (BREACH).
 */
function compressedPages(): Plugin {
  const pages = join(root, 'out/renderer')
  return {
    name: 'mappe:compressed-pages',
    closeBundle: async () => {
      const names = (await readdir(pages, { recursive: true })).filter(isCompressible)
      await Promise.all(names.map((name) => compress(join(pages, name))))
    },
  }
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file)
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, BROTLI))
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
}
