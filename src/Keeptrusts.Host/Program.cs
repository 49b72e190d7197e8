Console.WriteLine("kt");
