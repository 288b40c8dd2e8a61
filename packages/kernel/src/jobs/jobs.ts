/** Jobs: work that is done later, once, by whichever process lives, and never forgotten. */
export {
  defineJob,
  noInput,
  type Enqueue,
  type EnqueueOptions,
  type Job,
  type JobRetryRules,
  type JobSchedule,
} from './job.ts'
export { PermanentError, RateLimitedError } from './job-errors.ts'
export { enqueueIn, type EnqueueRequest, type JobCause, type JobQueue } from './job-queue.ts'
export { openJobs, type OpenJobs, type OpenJobsOptions } from './queue/open-jobs.ts'
export { cancelJobIn } from './queue/find-job.ts'
export type { JobAddress, JobState, JobStatus } from './queue/find-job.ts'
export { hastenJobs } from './queue/hasten-jobs.ts'
export { openJobIds } from './queue/open-job-ids.ts'
export type { QueueStatus } from './queue/queue-status.ts'
export { createJobWorker, type JobWorker, type JobWorkerOptions } from './worker/job-worker.ts'
export type { Attempt, JobWork } from './worker/job-work.ts'
export { classify as classifyFailure, type FailureClass } from './worker/classify.ts'
export { LostJob } from './worker/fence.ts'
export type { DeadLetter } from './dead-letters/dead-letter.ts'
export {
  countDeadLetters,
  discardDeadLetter,
  findDeadLetter,
  listDeadLetters,
  replayDeadLetter,
  type DeadLetterAddress,
  type DeadLetterPage,
  type DeadLetterQuery,
  type DeadLetterSource,
  type Replay,
} from './dead-letters/dead-letters.ts'
export {
  deadLettersUsage,
  readDeadLettersCommand,
  runDeadLettersCommand,
  type DeadLettersCommand,
  type DeadLettersCommandParts,
} from './dead-letters/command.ts'
