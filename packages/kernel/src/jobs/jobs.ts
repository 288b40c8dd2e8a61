/** Jobs: work that is done later, once, by whichever process lives, and never forgotten. */
export {
  defineJob,
  type Enqueue,
  type EnqueueOptions,
  type Job,
  type JobRetryRules,
  type JobSchedule,
} from './job.ts'
export { PermanentError, RateLimitedError } from './job-errors.ts'
export { enqueueIn, type EnqueueRequest, type JobCause, type JobQueue } from './job-queue.ts'
