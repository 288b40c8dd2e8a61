-- Lets the application empty what names a payer, when the payer is erased. The money stays.

-- up
grant update (note) on payments.verification to holdfast_app;

-- down
revoke update (note) on payments.verification from holdfast_app;
