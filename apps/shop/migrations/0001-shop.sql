-- One shop: what it sells, what was ordered, and who may look behind the counter.

-- up
create schema shop;

create table shop.product (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 80),
  summary text not null check (length(summary) between 1 and 160),
  description text not null,
  category text not null,
  -- Which of the drawings that come with the shop.
  picture text not null,
  price_minor bigint not null check (price_minor between 0 and 100000000),
  -- What is left. Never less than nothing, whoever buys at once.
  stock int not null constraint product_stock check (stock between 0 and 1000000),
  position int not null
);

-- One order for one cart: a form that is sent twice finds the first one's order.
create table shop.customer_order (
  id uuid primary key,
  number bigint generated always as identity (start with 1001) unique,
  cart_id uuid not null constraint order_of_cart unique,
  customer_name text not null,
  email text not null,
  address text not null,
  total_minor bigint not null check (total_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payment_reference text not null,
  placed_at timestamptz not null
);
create index order_by_time on shop.customer_order (placed_at desc, id desc);

-- As it was sold: a product may change or go later.
create table shop.order_line (
  order_id uuid not null references shop.customer_order,
  product_id uuid not null,
  name text not null,
  quantity int not null check (quantity > 0),
  price_minor bigint not null check (price_minor >= 0),
  primary key (order_id, product_id)
);

create table shop.admin (
  email text primary key,
  -- scrypt with its parameters and salt.
  password_hash text not null,
  changed_at timestamptz not null
);

-- That the first goods were put on the shelves: not again when somebody has cleared them.
create table shop.seeded (only_one boolean primary key check (only_one), at timestamptz not null);

-- down
drop schema shop cascade;
