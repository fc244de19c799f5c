/** The thread of the PDF work. */
import { pdfJobs } from './jobs.ts'
import { serveJobs } from './serve-jobs.ts'

serveJobs(pdfJobs)
