import { spawn, type ChildProcess } from 'node:child_process'
import { Socket } from 'node:net'

// Reads "+ group" and "- group" until its input ends, which is when the test process is gone,
// however it went; then ends the groups that are left.
const script = `
groups=
while read sign changed; do
  kept=
  for group in $groups; do [ "$group" = "$changed" ] || kept="$kept $group"; done
  groups=$kept
  [ "$sign" = - ] || groups="$kept $changed"
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`

let shell: ChildProcess | undefined

/** From now on the process group ends with this process, even when that is killed. */
export function ward(group: number): void {
  tell('+', group)
}

/** The group has been ended; its number may soon be somebody else's. */
export function release(group: number): void {
  tell('-', group)
}

function tell(sign: '+' | '-', group: number): void {
  shell ??= startShell()
  shell.stdin?.write(`${sign} ${group}\n`)
}

function startShell(): ChildProcess {
  const child = spawn('sh', ['-c', script], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A signal to the group of the test process would end it before it is needed.
    detached: true,
  })
  child.unref()
  child.stdin?.on('error', () => undefined)
  // Its input must not keep the test process alive.
  if (child.stdin instanceof Socket) child.stdin.unref()
  return child
}
