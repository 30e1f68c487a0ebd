"""What is otherwise: a day on which somebody or a room is not there, a week for which something was
agreed anew.

``actions`` ask for proposals, accept them and take them back; ``work`` makes them in a worker;
``queries`` tell what holds on a date, and ``rows`` puts changes into words.
"""
