{{- define "woocommerce.databaseHost" -}}
{{- .Values.database.external.host | default (printf "%s-db" (include "shop.name" .)) -}}
{{- end -}}

{{/* What the shop and its installation both need. The salts are made out of the signing key. */}}
{{- define "woocommerce.env" -}}
- name: WORDPRESS_DB_HOST
  value: {{ printf "%s:%d" (include "woocommerce.databaseHost" .) (.Values.database.port | int) | quote }}
- name: WORDPRESS_DB_NAME
  value: {{ .Values.database.name | quote }}
- name: WORDPRESS_DB_USER
  value: {{ .Values.database.user | quote }}
{{ include "shop.secretEnv" (dict "root" . "name" "WORDPRESS_DB_PASSWORD" "key" "database-password") }}
{{ include "shop.secretEnv" (dict "root" . "name" "SIGNING_KEY" "key" "signing-key") }}
{{ include "shop.factEnv" (dict "root" . "name" "STORE_URL" "key" "store-url") }}
{{- end -}}

{{- define "woocommerce.mounts" -}}
- name: uploads
  mountPath: /usr/src/wordpress/wp-content/uploads
- name: scratch
  mountPath: /tmp
  subPath: tmp
- name: scratch
  mountPath: /run/apache2
  subPath: run
- name: scratch
  mountPath: /run/lock/apache2
  subPath: lock
{{- end -}}

{{/* As the ingress asks: under another host or scheme WordPress answers with a redirect. */}}
{{- define "woocommerce.probe" -}}
httpGet:
  path: /wp-login.php
  port: http
  httpHeaders:
    - name: Host
      value: {{ .Values.host | quote }}
    - name: X-Forwarded-Proto
      value: {{ ternary "https" "http" .Values.ingress.tls.enabled | quote }}
timeoutSeconds: 5
{{- end -}}
