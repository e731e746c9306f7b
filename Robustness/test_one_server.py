"""SQLite has one server at a time."""

from house import House


def test_a_second_server_on_the_same_data_says_so_and_leaves(house: House):
    second = house.run("serve", "--port", "0")
    assert second.returncode == 1
    assert len(second.stderr.splitlines()) == 1, second.stderr
    assert second.stdout == ""
    house.check_alive()


def test_the_data_is_free_again_after_a_kill(house: House):
    house.kill()
    house.start()
    house.check_alive()
