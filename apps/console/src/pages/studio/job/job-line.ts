import type { LiveConnection, ObjectFollowOptions } from '@holdfast/client/connect'
import type { JobEvent } from '@holdfast/studio/contract'

const lingerMs = 5_000

type Told = Pick<ObjectFollowOptions<JobEvent>, 'after' | 'onEvent' | 'onAnew'>

/** One line to the service for all jobs that some page follows; there while one does. */
class JobLine {
  #connection: Promise<LiveConnection> | undefined
  #users = 0

  /** Tells each event of a job once and in order, until the returned function is called. */
  follow(jobId: string, told: Told): () => void {
    this.#users += 1
    const ending = new AbortController()
    void this.#tell(jobId, told, ending.signal)
    return () => {
      if (ending.signal.aborted) return
      ending.abort()
      this.#users -= 1
      // The next page often follows the same jobs.
      setTimeout(() => this.#closeWhenUnused(), lingerMs)
    }
  }

  async #tell(jobId: string, told: Told, signal: AbortSignal): Promise<void> {
    this.#connection ??= this.#open()
    const connection = await this.#connection
    if (signal.aborted) return
    const following = connection.follow('studio.job', jobId, told)
    signal.addEventListener('abort', () => following.close())
  }

  async #open(): Promise<LiveConnection> {
    const { connect } = await import('@holdfast/client/connect')
    return connect({
      // Such as after the session has ended: who follows next asks again.
      onStatus: (status) => {
        if (status === 'failed') this.#connection = undefined
      },
    })
  }

  #closeWhenUnused(): void {
    if (this.#users > 0) return
    const connection = this.#connection
    this.#connection = undefined
    void connection?.then((opened) => opened.close()).catch(ignore)
  }
}

// A line that was never opened needs no closing.
function ignore(): void {}

export const jobLine = new JobLine()
