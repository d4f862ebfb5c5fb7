"""Reading tables: the sidecar decides, and without one R's reading of types does."""

import gzip
import json
from random import Random

import pandas as pd
import pytest

from formula2eq.errors import DataError
from formula2eq.variables.data import read_data

TEXT = 'y,f,flag,n,t\n1.5,"b",TRUE,3,"x"\nNA,"a",FALSE,NA,NA\n'


def written(folder, columns=None, name="d.csv"):
    path = folder / name
    path.write_text(TEXT, encoding="utf-8")
    if columns is not None:
        schema = {"na_string": "NA", "columns": columns}
        (folder / "d.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    return path


def test_types_without_a_schema(tmp_path):
    frame = read_data(written(tmp_path))
    assert [str(kind) for kind in frame.dtypes] == ["float64", "str", "bool", "Int64", "str"]
    assert frame["t"].isna().tolist() == [False, True]


def test_blank_fields_and_quoted_na_are_read_as_r_reads_them(tmp_path):
    path = tmp_path / "blank.csv"
    path.write_text('a,b,c,d\nTRUE,"","NA",1\n"",2,"",\nF,3,y,"NA"\n', encoding="utf-8")
    frame = read_data(path)
    assert [str(kind) for kind in frame.dtypes] == ["boolean", "Int64", "str", "Int64"]
    assert frame["c"].isna().tolist() == [True, False, False]
    assert frame["d"].isna().tolist() == [False, True, True]


def test_the_sidecar_decides(tmp_path):
    columns = [
        {"name": "y", "type": "numeric"},
        {"name": "f", "type": "ordered", "levels": ["b", "never", "a"]},
        {"name": "flag", "type": "logical"},
        {"name": "n", "type": "integer"},
    ]
    frame = read_data(written(tmp_path, columns))
    assert list(frame["f"].cat.categories) == ["b", "never", "a"]
    assert frame["f"].cat.ordered


def test_gzip_and_parquet_are_the_same_table(tmp_path):
    frame = read_data(written(tmp_path))
    (tmp_path / "e.csv.gz").write_bytes(gzip.compress(TEXT.encode()))
    frame.to_parquet(tmp_path / "e.parquet")
    pd.testing.assert_frame_equal(read_data(tmp_path / "e.csv.gz"), frame)
    pd.testing.assert_frame_equal(read_data(tmp_path / "e.parquet"), frame)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([{"name": "g", "type": "numeric"}], "no column g"),
        ([{"name": "f", "type": "factor", "levels": ["a"]}], "b is none of the schema's levels"),
        ([{"name": "t", "type": "numeric"}], "a value is not numeric"),
        ([{"name": "t", "type": "date"}], "a value is not date"),
        ([{"name": "t", "type": "duration"}], "type duration is unknown"),
        ([{"type": "numeric"}], "no list of columns"),
    ],
)
def test_a_schema_that_does_not_fit(tmp_path, columns, message):
    with pytest.raises(DataError, match=message):
        read_data(written(tmp_path, columns))


def test_damaged_files_are_read_or_refused(tmp_path):
    plain = tmp_path / "d.parquet"
    pd.DataFrame({"y": range(50), "g": list("ab") * 25}).to_parquet(plain)
    wholes = {
        "bad.csv.gz": gzip.compress(b"y,g\n" + b"1,a\n2,b\n" * 50),
        "bad.parquet": plain.read_bytes(),
    }
    random = Random(2)
    for name, whole in wholes.items():
        refused = 0
        for _ in range(300):
            damaged = bytearray(whole)
            for _ in range(random.randint(1, 4)):
                damaged[random.randrange(len(damaged))] = random.randrange(256)
            (tmp_path / name).write_bytes(damaged)
            try:
                read_data(tmp_path / name)
            except DataError:
                refused += 1
        assert refused > 150, name


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(DataError, match="there is no file"):
        read_data(tmp_path / "nosuch.csv")
    with pytest.raises(DataError, match="no CSV, CSV.gz or Parquet"):
        read_data(tmp_path / "d.xlsx")
    (tmp_path / "bad.csv.gz").write_bytes(b"no gzip")
    (tmp_path / "bad.parquet").write_bytes(b"no parquet")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "latin.csv").write_bytes("a\ngr\xf6\xdfe\n".encode("latin-1"))
    for name in ("bad.csv.gz", "bad.parquet", "empty.csv", "latin.csv"):
        with pytest.raises(DataError, match="cannot be read"):
            read_data(tmp_path / name)
    with pytest.raises(DataError, match="no schema file"):
        read_data(written(tmp_path), tmp_path / "nosuch.json")
