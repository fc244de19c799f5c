/** The thread in which lists are read: they come from strangers, may be long, and the door must not wait for them. */
import { serveJobs } from '../agreement/worker/serve-jobs.ts'
import { listJobs } from './jobs.ts'

serveJobs(listJobs)
