import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOnPath } from '../../../launcher/system/programs.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../stack/free-port.ts';

export type ProxyName = 'nginx' | 'caddy';

/** As README says to set them up, with two apis behind. nginx keeps its connections open, which is the harder case. */
const CONFIGURATIONS: Record<ProxyName, (input: { folder: string; port: number; apis: number[] }) => string> =
  {
    nginx: ({ folder, port, apis }) => `
    daemon off;
    pid ${folder}/nginx.pid;
    error_log stderr error;
    events {}
    http {
      access_log off;
      client_body_temp_path ${folder}/body;
      proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi;
      scgi_temp_path ${folder}/scgi;
      client_max_body_size 150m;
      upstream api {
        ${apis.map((each) => `server 127.0.0.1:${each} max_fails=1 fail_timeout=1s;`).join(' ')}
        keepalive 16;
      }
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass http://api;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        }
      }
    }`,
    caddy: ({ port, apis }) => `
    {
      admin off
      auto_https off
    }
    http://127.0.0.1:${port} {
      reverse_proxy ${apis.map((each) => `127.0.0.1:${each}`).join(' ')} {
        health_uri /ready
        health_interval 1s
        lb_try_duration 5s
      }
    }`,
  };

export function proxyProgram(name: ProxyName): string | null {
  return findOnPath([name]);
}

export async function startProxy(
  name: ProxyName,
  apis: number[],
): Promise<AsyncDisposable & { url: string }> {
  const folder = mkdtempSync(join(tmpdir(), `throughline-${name}-`));
  const port = await freePort();
  const file = join(folder, 'configuration');
  writeFileSync(file, CONFIGURATIONS[name]({ folder, port, apis }));
  const args =
    name === 'nginx' ? ['-c', file, '-p', folder] : ['run', '--config', file, '--adapter', 'caddyfile'];
  const child = spawn(proxyProgram(name) ?? name, args, {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', name === 'nginx' ? 'inherit' : 'ignore'],
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(name, async () => (await fetch(`${url}/health`).catch(() => null))?.ok);
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
