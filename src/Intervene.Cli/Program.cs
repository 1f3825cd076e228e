Console.WriteLine("intervene");
