// A NestJS app behind the edge: `node examples/nestjs.mjs [PORT]`
// Node runs TypeScript without compiling it and so knows no decorators; here they are called.
import 'reflect-metadata'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { Body, Controller, Get, Module, Post } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { harden } from '@holdfast/kernel/edge'
import { createLog } from '@holdfast/kernel/log'

class Greetings {
  hello() {
    return { hello: 'nestjs' }
  }
  echo(body) {
    return body
  }
  slow() {
    return pause(1_500, { late: true })
  }
}

function route(name, decorate) {
  decorate(Greetings.prototype, name, Object.getOwnPropertyDescriptor(Greetings.prototype, name))
}
route('hello', Get('hello'))
route('echo', Post('echo'))
route('slow', Get('slow'))
Body()(Greetings.prototype, 'echo', 0)
Controller()(Greetings)

// oxlint-disable-next-line typescript/no-extraneous-class -- NestJS wants a class as a module
class AppModule {}
Module({ controllers: [Greetings] })(AppModule)

const app = await NestFactory.create(AppModule, { logger: false })
await app.init()

const log = createLog({ level: 'info', service: 'example', version: '1', role: 'api' })
const edge = harden(app.getHttpAdapter().getInstance(), {
  log,
  production: true,
  trustedProxyHops: 0,
  deadlineMs: 1_000,
  maxBodyBytes: 10_000,
})
const server = createServer(edge.listener)
edge.attach(server)
server.listen(Number(process.argv[2] ?? 3000), () =>
  log.info({ address: server.address() }, 'Listening'),
)
