#!/bin/sh
# Makes a shop out of an empty database, and does nothing where that is done. What people have typed
# is only ever the value of a quoted variable, bound to its option by "=".
set -eu
wp() { php /usr/local/bin/wp --path=/usr/src/wordpress "$@"; }

tries=0
until wp db query 'SELECT 1' >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || { echo 'The database does not answer.' >&2; exit 1; }
  sleep 2
done

if ! wp core is-installed; then
  # The password is read from standard input: arguments can be seen by other processes.
  printf '%s\n' "$ADMIN_PASSWORD" | wp core install --url="$STORE_URL" --title="$STORE_NAME" \
    --admin_user=admin --admin_email="$ADMIN_EMAIL" --skip-email --prompt=admin_password >/dev/null
fi
wp core update-db >/dev/null
printf '%s' "$STORE_NAME" | wp option update blogname >/dev/null
wp plugin is-active woocommerce || wp plugin activate woocommerce
wp rewrite structure '/%postname%/' >/dev/null
wp option update woocommerce_coming_soon no >/dev/null
